-- One dialect for H2 (PostgreSQL mode) and PostgreSQL. Never change this file once released: add V2, V3, ...

-- What identifies this database and the keys it was begun with.
create table meta (
    name varchar(60) primary key,
    entry varchar not null
);

-- Durable work. due_at is null once the event has ended, so that the index holds only what is still to do.
create table work (
    id varchar(200) primary key,
    seq bigint generated always as identity,
    kind varchar(20) not null,
    payload varchar,
    received_at timestamp with time zone not null,
    attempts int not null,
    due_at timestamp with time zone,
    claimed_by varchar(200),
    claimed_until timestamp with time zone,
    ended_at timestamp with time zone
);
create index work_due on work (due_at, seq);
create index work_ended on work (ended_at);

create table request (
    id varchar(100) primary key,
    event_id varchar(200) not null unique,
    actor_person varchar(200) not null,
    actor_platform varchar(40) not null,
    actor_team varchar(200) not null,
    actor_user varchar(200) not null,
    actor_name varchar not null,
    owner_person varchar(200) not null,
    owner_platform varchar(40) not null,
    owner_team varchar(200) not null,
    owner_user varchar(200) not null,
    owner_name varchar not null,
    reason varchar,
    rule_name varchar not null,
    state varchar(20) not null,
    created_at timestamp with time zone not null,
    due_at timestamp with time zone not null,
    offer_platform varchar(40),
    offer_channel varchar(200),
    offer_message varchar(200),
    ending varchar(40),
    lease_holder varchar(200),
    lease_until timestamp with time zone
);
create index request_due on request (state, due_at);

-- open_owner is the owner while the request is open and null after: the unique constraint (nulls differ from each other) refuses
-- a second open request of one owner in one system.
create table leg (
    request_id varchar(100) not null references request (id),
    idx int not null,
    system varchar(100) not null,
    user_id varchar(300) not null,
    draw int not null,
    outcome varchar(20),
    proof varchar(20) not null,
    detail varchar,
    open_owner varchar(200),
    primary key (request_id, idx),
    constraint one_open_request unique (open_owner, system)
);

-- Secrets for minutes, AES-256-GCM. Not tied to request by a foreign key: destroying must never fail.
create table sealed_secret (
    request_id varchar(100) not null,
    system varchar(100) not null,
    owner varchar(200) not null,
    key_id varchar(40) not null,
    nonce bytea not null,
    sealed bytea not null,
    destroy_at timestamp with time zone not null,
    primary key (request_id, system)
);
create index sealed_secret_over on sealed_secret (destroy_at);

create table chat_link (
    platform varchar(40) not null,
    team varchar(200) not null,
    user_id varchar(200) not null,
    person varchar(200) not null,
    mail varchar(400),
    how varchar(100) not null,
    since timestamp with time zone not null,
    suspended varchar,
    primary key (platform, team, user_id)
);
create index chat_link_person on chat_link (person);

-- The keyed hash chain. text_mac stands in the chain; text and salt stand beside it and can be erased.
create table audit (
    seq bigint primary key,
    at timestamp with time zone not null,
    actor varchar not null,
    subject varchar,
    action varchar(100) not null,
    result varchar(100) not null,
    correlation varchar(200) not null,
    facts varchar not null,
    text_mac varchar(64),
    prev varchar(64) not null,
    mac varchar(64) not null
);
create index audit_correlation on audit (correlation);

create table audit_text (
    seq bigint primary key,
    salt varchar(64) not null,
    words varchar not null
);

-- One row, locked for every append.
create table audit_head (
    id int primary key,
    seq bigint not null,
    mac varchar(64) not null
);
insert into audit_head (id, seq, mac)
values (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Recurring sweeps: the table that db-scheduler 16.12 reads and writes, names given by it.
create table scheduled_tasks (
    task_name varchar(100) not null,
    task_instance varchar(100) not null,
    task_data bytea,
    execution_time timestamp with time zone not null,
    picked boolean not null,
    picked_by varchar(200),
    last_success timestamp with time zone,
    last_failure timestamp with time zone,
    consecutive_failures int,
    last_heartbeat timestamp with time zone,
    version bigint not null,
    priority smallint,
    primary key (task_name, task_instance)
);
create index scheduled_tasks_due on scheduled_tasks (execution_time);
create index scheduled_tasks_heartbeat on scheduled_tasks (last_heartbeat);
