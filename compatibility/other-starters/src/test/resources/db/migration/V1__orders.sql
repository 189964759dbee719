CREATE TABLE orders (
    id varchar(40) PRIMARY KEY,
    customer varchar(80) NOT NULL
);
