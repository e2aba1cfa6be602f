-- Authenticators (RFC 6238), enrolled outside the chat, one for each person; kept until they are removed. The key is sealed with
-- AES-256-GCM. last_step counts 30 seconds each since 1970; used_by is the event whose code belonged to it, null for the code that
-- proved the enrolment.
create table authenticator (
    person varchar(200) primary key,
    key_id varchar(40) not null,
    nonce bytea not null,
    sealed bytea not null,
    since timestamp with time zone not null,
    last_step bigint not null,
    used_by varchar(200)
);

-- Wrong codes since the last good one; one row for each event.
create table wrong_code (
    person varchar(200) not null,
    event_id varchar(200) not null,
    at timestamp with time zone not null,
    primary key (person, event_id)
);
