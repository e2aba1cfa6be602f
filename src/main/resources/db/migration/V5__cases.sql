-- Cases of /login-help and of the helpdesk's queue. queued_at is the opening time while a case is in the queue or claimed and null
-- else, so that the queue's index holds only what is in it. An incident that is not there any more takes no case with it: no
-- foreign key.
create table help_case (
    id varchar(100) primary key,
    event_id varchar(200) not null unique,
    asker_person varchar(200) not null,
    asker_platform varchar(40) not null,
    asker_team varchar(200) not null,
    asker_user varchar(200) not null,
    asker_name varchar not null,
    opened_at timestamp with time zone not null,
    subject varchar(200) not null,
    subject_name varchar not null,
    chat_platform varchar(40),
    chat_team varchar(200),
    chat_user varchar(200),
    place varchar(20),
    cause varchar(300) not null,
    state varchar(20) not null,
    due_at timestamp with time zone,
    queued_at timestamp with time zone,
    helper_person varchar(200),
    helper_platform varchar(40),
    helper_team varchar(200),
    helper_user varchar(200),
    helper_name varchar,
    card_platform varchar(40),
    card_channel varchar(200),
    card_message varchar(200),
    incident varchar(100)
);
create index help_case_queued on help_case (queued_at, id);
create index help_case_due on help_case (due_at, id);
create index help_case_cause on help_case (cause, opened_at, subject);
create index help_case_incident on help_case (incident, cause, opened_at);
create index help_case_subject on help_case (subject, opened_at);
create index help_case_opened on help_case (opened_at);

-- lasting_cause is the cause while the incident lasts and null after: the unique constraint (nulls differ from each other) refuses
-- a second one of the same cause.
create table incident (
    id varchar(100) primary key,
    cause varchar(300) not null,
    since timestamp with time zone not null,
    words varchar,
    card_platform varchar(40),
    card_channel varchar(200),
    card_message varchar(200),
    ended_at timestamp with time zone,
    lasting_cause varchar(300),
    constraint one_lasting_incident unique (lasting_cause)
);
