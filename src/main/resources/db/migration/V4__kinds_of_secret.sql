-- A request is about a PIN or a password; one person may have one of each open in one system.
alter table request add column secret varchar(20) default 'PIN' not null;
alter table leg add column secret varchar(20) default 'PIN' not null;
alter table leg drop constraint one_open_request;
alter table leg add constraint one_open_request unique (open_owner, system, secret);
