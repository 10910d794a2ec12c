package io.mltwin.workspace.storage;

/** A service, container or share of a storage account as Azure Resource Manager shows it. */
record StorageChildBody<P>(String id, String name, String type, String etag, P properties) {}
