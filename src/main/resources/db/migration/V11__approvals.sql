-- What requests in the state AWAITING_APPROVAL wait for. Whether one still waits is the request's state alone; this row is locked by
-- whoever adds a vote, so that of two votes one counts after the other. next_at is null once nobody is to be reminded any more.
create table approval (
    request_id varchar(100) primary key references request (id) on delete cascade,
    needed int not null,
    approver_groups varchar not null,
    step_up boolean not null,
    window_seconds bigint not null,
    pickup_seconds bigint not null,
    why varchar not null,
    save_option varchar(40),
    asked_at timestamp with time zone not null,
    stage int not null,
    next_at timestamp with time zone
);
create index approval_due on approval (next_at);

-- Who was asked, with the message that they have, and why they are not waited for any more.
create table approval_asked (
    request_id varchar(100) not null references approval (request_id) on delete cascade,
    asked_person varchar(200) not null,
    asked_platform varchar(40) not null,
    asked_team varchar(200) not null,
    asked_user varchar(200) not null,
    asked_name varchar not null,
    card_platform varchar(40),
    card_channel varchar(200),
    card_message varchar(200),
    claimed_at timestamp with time zone,
    left_out varchar(100),
    primary key (request_id, asked_person)
);
create index approval_asked_of on approval_asked (asked_person);

-- One vote for each person.
create table approval_vote (
    request_id varchar(100) not null references approval (request_id) on delete cascade,
    person varchar(200) not null,
    approves boolean not null,
    coded boolean not null,
    event_id varchar(200) not null,
    at timestamp with time zone not null,
    reason varchar,
    primary key (request_id, person)
);
