-- A service password that a system refused, as a keyed fingerprint: no copy of the bot tries it again.
create table auth_latch (
    system varchar(100) not null,
    account varchar(300) not null,
    fingerprint varchar(64) not null,
    since timestamp with time zone not null,
    primary key (system, account)
);
