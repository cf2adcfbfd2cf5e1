"""The texts that leave the service. An SMS has at most 70 characters; no text tells whose a case is."""

SMS_MOST = 70


def sms(sign: str, sentence: str, brief: str) -> str:
    """The SMS: the signature and the sentence, or what is said in its place where the two are too long together."""
    whole = f"【{sign}】{sentence}"
    return whole if len(whole) <= SMS_MOST else f"【{sign}】{brief}"[:SMS_MOST]
