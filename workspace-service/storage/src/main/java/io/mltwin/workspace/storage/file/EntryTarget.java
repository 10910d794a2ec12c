package io.mltwin.workspace.storage.file;

import io.mltwin.workspace.storage.accounts.StorageAccount;

/** A directory or file of a share that an operation reads or changes. */
interface EntryTarget {

    StorageAccount account();

    FileAddress address();

    default String share() {
        return address().share();
    }
}
