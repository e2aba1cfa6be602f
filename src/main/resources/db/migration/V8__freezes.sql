-- People for whom nothing is changed until a human has looked into it.
create table frozen_person (
    person varchar(200) primary key,
    since timestamp with time zone not null,
    by_person varchar(200) not null,
    against varchar(200)
);
