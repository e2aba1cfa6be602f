-- People with a linked chat account as the directory showed them last: sealed, forgotten after thirty days.
create table known_person (
    person varchar(200) primary key,
    named boolean not null,
    policy varchar(100) not null,
    seen_at timestamp with time zone not null,
    sealed varchar not null
);
create index known_person_seen on known_person (seen_at);

-- Each use of break-glass, until it is forgotten.
create table break_glass_use (
    request_id varchar(100) primary key,
    at timestamp with time zone not null,
    told boolean not null
);
create index break_glass_use_at on break_glass_use (at);
insert into meta (name, entry) values ('break-glass', 'one at a time');
