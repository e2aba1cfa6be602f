-- What somebody's mail address and telephone numbers looked like when they were seen last: a keyed digest, and since when they look so.
create table contact (
    person varchar(200) primary key,
    digest varchar(64) not null,
    first_seen timestamp with time zone not null,
    changed_at timestamp with time zone
);
