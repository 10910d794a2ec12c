package io.mltwin.workspace.storage.file;

import io.mltwin.workspace.storage.accounts.StorageAccount;

/** A directory or file of a share that something is done with, whoever asks for it. */
interface EntryTarget {

    StorageAccount account();

    FileAddress address();

    default String share() {
        return address().share();
    }
}
