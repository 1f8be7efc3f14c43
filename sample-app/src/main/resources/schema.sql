create table if not exists product (
    sku      varchar(40) primary key,
    category varchar(40)    not null,
    price    numeric(10, 2) not null,
    currency char(3)        not null,
    stock    integer        not null
);

create table if not exists orders (
    id             bigint generated always as identity primary key,
    sku            varchar(40)    not null references product (sku),
    quantity       integer        not null,
    total          numeric(10, 2) not null,
    currency       char(3)        not null,
    payment_method varchar(20)    not null
);
