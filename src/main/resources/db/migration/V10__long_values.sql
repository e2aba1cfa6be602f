-- Values of buttons that are longer than a platform carries; ids and masked words, never a secret.
create table long_value (
    word varchar(40) primary key,
    full_value varchar(2000) not null,
    kept_until timestamp with time zone not null
);
create index long_value_over on long_value (kept_until);
