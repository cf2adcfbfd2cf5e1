"""What people type on the pages of the plans."""

from app.plans.forms.designing import DrawForm, VersionsForm, WhatIfForm, YearForm
from app.plans.forms.tasks import NewTaskForm, ScheduleForm, SupervisionForm, TaskForm, shown

__all__ = [
    "DrawForm",
    "NewTaskForm",
    "ScheduleForm",
    "SupervisionForm",
    "TaskForm",
    "VersionsForm",
    "WhatIfForm",
    "YearForm",
    "shown",
]
