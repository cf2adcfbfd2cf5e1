"""What leaves the service: mail by SMTP, requests to other systems by HTTP. Knows nothing of what is told to whom."""

from app.kernel.outbound.ends import Failed, Unsure
from app.kernel.outbound.mail import Mail, MailServer, send
from app.kernel.outbound.web import is_public, post

__all__ = ["Failed", "Mail", "MailServer", "Unsure", "is_public", "post", "send"]
