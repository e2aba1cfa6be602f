-- The proof of a link is one word of four now: chat-mail, mail-code, vouched, imported.
update chat_link set how = 'chat-mail' where how like '%-mail';

-- Whoever links an account holds this row meanwhile.
insert into meta (name, entry) values ('linking', 'one at a time');

-- Codes of /link, one row each for as long as they are counted. The code itself stands nowhere: it follows from salt, account, person
-- and address under the audit key. person is null where nobody was meant: no code fits then, and nobody can tell.
create table link_code (
    id varchar(200) primary key,
    platform varchar(40) not null,
    team varchar(200) not null,
    user_id varchar(200) not null,
    person varchar(200),
    mail varchar(400),
    salt varchar(64) not null,
    asked_at timestamp with time zone not null,
    valid_until timestamp with time zone not null,
    tries int not null,
    tried_by varchar(200),
    ended_at timestamp with time zone,
    used_by varchar(200)
);
create index link_code_account on link_code (platform, team, user_id, asked_at);
create index link_code_person on link_code (person, asked_at);
create index link_code_asked on link_code (asked_at);

-- What one of the helpdesk says about an account, until another one of them confirms it.
create table vouch (
    id varchar(100) primary key,
    platform varchar(40) not null,
    team varchar(200) not null,
    user_id varchar(200) not null,
    person varchar(200) not null,
    by_person varchar(200) not null,
    by_platform varchar(40) not null,
    by_team varchar(200) not null,
    by_user varchar(200) not null,
    valid_until timestamp with time zone not null,
    ended_at timestamp with time zone,
    ended_by varchar(200)
);
create index vouch_over on vouch (valid_until);
