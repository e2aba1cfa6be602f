-- What people did for themselves, counted for limits; one row for each event.
create table act (
    event_id varchar(200) primary key,
    person varchar(200) not null,
    action varchar(100) not null,
    at timestamp with time zone not null
);
create index act_person on act (person, action, at);

-- The emergency brake: one row while it is pulled.
create table brake (
    id int primary key,
    pulled_by varchar not null,
    since timestamp with time zone not null
);
