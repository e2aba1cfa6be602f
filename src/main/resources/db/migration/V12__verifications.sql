-- Who brought an act about for somebody else; null where people did it for themselves.
alter table act add column actor varchar(200);
create index act_actor on act (actor, at);

-- Callers who are asked to prove who they are. While a question is open its target stands in open_target too: one at a time. The numbers
-- are sealed, and gone once it is decided.
create table verification (
    id varchar(100) primary key,
    event_id varchar(200) not null unique,
    agent_person varchar(200) not null,
    agent_platform varchar(40) not null,
    agent_team varchar(200) not null,
    agent_user varchar(200) not null,
    agent_name varchar not null,
    target_person varchar(200) not null,
    target_platform varchar(40) not null,
    target_team varchar(200) not null,
    target_user varchar(200) not null,
    target_name varchar not null,
    numbers varchar,
    state varchar(20) not null,
    open_target varchar(200) unique,
    asked_at timestamp with time zone not null,
    due_at timestamp with time zone not null,
    decided_at timestamp with time zone,
    used_by varchar(200),
    sent_platform varchar(40),
    sent_channel varchar(200),
    sent_message varchar(200)
);
create index verification_target on verification (target_person, asked_at);
create index verification_agent on verification (agent_person, asked_at);
create index verification_due on verification (state, due_at);
