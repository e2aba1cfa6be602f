package org.pindesk.app;

import org.pindesk.usecase.Examination;
import org.pindesk.usecase.FollowUp;
import org.pindesk.usecase.HelpQueue;
import org.pindesk.usecase.IncidentWatch;
import org.pindesk.usecase.LoginHelp;
import org.pindesk.usecase.Mending;
import org.pindesk.usecase.OfferSecret;

/** The stories around a failed sign-in. */
record LoginStories(
        LoginHelp help,
        Examination examination,
        Mending mending,
        HelpQueue queue,
        FollowUp followUp,
        IncidentWatch incidents,
        OfferSecret offers) {}
