-- Ciphertext cannot be compressed: trying costs each write, and finding out each read.
alter table stored_content
    alter ciphertext set storage external;
