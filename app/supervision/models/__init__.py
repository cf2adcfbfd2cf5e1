"""What is stored of supervision: orders with what they are about, dismissed proposals, reminders, referrals."""

from app.supervision.models.orders import Dismissal, Matter, Minute, Order, Reminder
from app.supervision.models.referrals import Referral

__all__ = ["Dismissal", "Matter", "Minute", "Order", "Referral", "Reminder"]
