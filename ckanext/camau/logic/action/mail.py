"""Mail to people: what each one chose, and what could not be sent."""

from __future__ import annotations

from typing import Any

import ckan.plugins.toolkit as tk
from ckan.types import Context, DataDict

from ckanext.camau.catalogue import called
from ckanext.camau.logic.action import common
from ckanext.camau.logic.schema import inbox as schema
from ckanext.camau.outbox import mail_choice, mail_failures


@tk.side_effect_free
def camau_mail_choice_show(context: Context, data_dict: DataDict) -> dict[str, bool]:
    """Return what the caller chose to get by mail.

    :returns: ``digest``: whether the daily digest is sent (unless turned off: yes)
    :raises NotAuthorized: 403, a guest
    """
    tk.check_access("camau_mail_choice_show", context, data_dict)
    return {"digest": mail_choice.wants_digest(common.actor(context).user_id)}


def camau_mail_choice_update(context: Context, data_dict: DataDict) -> dict[str, bool]:
    """Turn the caller's daily digest on or off. Mail on single steps is not affected.

    :param digest: true or false
    :returns: as ``camau_mail_choice_show``
    :raises NotAuthorized: 403, a guest; ValidationError: 409
    """
    tk.check_access("camau_mail_choice_update", context, data_dict)
    data = common.validated(data_dict, schema.mail_choice(), context)
    with common.transaction():
        mail_choice.choose_digest(common.actor(context).user_id, wanted=data["digest"])
    return {"digest": data["digest"]}


@tk.side_effect_free
def camau_mail_failure_list(context: Context, data_dict: DataDict) -> dict[str, Any]:
    """Return the mails that the relay refused or that may have been lost, newest first; at most 100.

    :returns: ``count`` and ``results``: ``user_name``, ``kind``, ``kind_label``, ``state`` (``waiting``: tried again at
        ``due``; ``given_up``: not tried again, be it that it may have arrived), ``attempts``, ``error``, ``at``
    :raises NotAuthorized: 403, neither an administrator nor the provincial focal point
    """
    tk.check_access("camau_mail_failure_list", context, data_dict)
    count, found = mail_failures.newest()
    people = called.of_accounts(failure.user_id for failure in found)
    results = [failure.as_dict(people.get(failure.user_id, failure.user_id)) for failure in found]
    return {"count": count, "results": results}
