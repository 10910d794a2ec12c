-- Names and values of tags that a subscription predefines; a name has no value, its values name it.
create table predefined_tag (
    key text primary key,
    subscription_id text not null,
    name text not null,
    value text
);
create index predefined_tag_of_subscription on predefined_tag (subscription_id);
