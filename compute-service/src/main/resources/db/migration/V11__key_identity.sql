-- The user-assigned identity that opens a workspace's customer-managed key; null for Azure Cosmos DB's application.
alter table workspace_key add column key_identity text;
