"""What people type on the pages of the plans."""

from app.plans.forms.designing import VersionsForm, WhatIfForm, YearForm
from app.plans.forms.tasks import NewTaskForm, ScheduleForm, SupervisionForm, TaskForm, shown

__all__ = [
    "NewTaskForm",
    "ScheduleForm",
    "SupervisionForm",
    "TaskForm",
    "VersionsForm",
    "WhatIfForm",
    "YearForm",
    "shown",
]
