-- Each private endpoint has a loopback address of its own, 127.64.0.0/10, by a number that counts on.
create sequence private_endpoint_number;
alter table private_endpoint add column address text;
update private_endpoint set address = '127.64.' || number / 254 % 256 || '.' || number % 254 + 1
    from (select key as endpoint, nextval('private_endpoint_number') as number from private_endpoint) as numbered
    where numbered.endpoint = private_endpoint.key;
alter table private_endpoint alter column address set not null;
alter table private_endpoint add unique (address);
alter table ml_private_endpoint_connection add column address text;
update ml_private_endpoint_connection set address = private_endpoint.address
    from private_endpoint where private_endpoint.key = ml_private_endpoint_connection.endpoint_key;
