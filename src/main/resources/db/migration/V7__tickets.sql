-- What opens the bot's own pages: one ticket of each purpose for a request, and the links that lead to it. Of tokens and browsers there
-- are keyed digests only; code is sealed. A request that is gone takes no ticket with it: no foreign key.
create table ticket (
    id varchar(100) primary key,
    purpose varchar(20) not null,
    request_id varchar(100) not null,
    person varchar(200) not null,
    code varchar,
    valid_until timestamp with time zone not null,
    wrong int not null,
    browser varchar(64),
    used_at timestamp with time zone,
    constraint one_ticket unique (purpose, request_id)
);
create index ticket_over on ticket (valid_until);

create table ticket_link (
    digest varchar(64) primary key,
    ticket_id varchar(100) not null references ticket (id) on delete cascade
);
create index ticket_link_of on ticket_link (ticket_id);
