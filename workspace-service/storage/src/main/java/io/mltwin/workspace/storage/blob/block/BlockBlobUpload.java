package io.mltwin.workspace.storage.blob.block;

import static io.mltwin.workspace.storage.wire.RequestErrors.bodyTruncated;
import static io.mltwin.workspace.storage.wire.RequestErrors.md5Mismatch;

import io.mltwin.armweb.AzureException;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.blob.content.BlobWrite;
import io.mltwin.workspace.storage.blob.content.NewBlob;
import io.mltwin.workspace.storage.blob.request.BlobConditions;
import io.mltwin.workspace.storage.blob.state.BlobConditionValidator;
import io.mltwin.workspace.storage.blob.state.BlobEntity;
import io.mltwin.workspace.storage.blob.state.BlobLookup;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.versions.BlobWriter;
import io.mltwin.workspace.storage.content.ContentStore;
import io.mltwin.workspace.storage.content.NewContent;
import io.mltwin.workspace.storage.wire.Checksums;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Stores the body of Put Blob as a block blob. The caller's permission has been checked. */
@Singleton
record BlockBlobUpload(
        BlobLookup lookup,
        BlobCreation creation,
        BlobWriter writer,
        BlobConditionValidator validator,
        ContentStore contents) {
    /**
     * Put Blob. The body is stored before the transaction begins, so that no connection of the
     * database waits for a client.
     */
    BlobState put(
            StorageAccount account,
            String container,
            String name,
            BlobWrite write,
            Checksums said,
            long length,
            InputStream body)
            throws IOException {
        if (length > ContentStore.SMALL) {
            checkBefore(account, container, name, write.conditions());
        }
        NewContent content = contents.write(write.keyOr(account.dataKey()), body);
        try {
            if (content.length() != length) {
                throw bodyTruncated();
            }
            if (ContentStore.differ(said.md5(), content.md5())
                    || ContentStore.differ(write.http().md5(), content.md5())) {
                throw md5Mismatch();
            }
            BlobWrite complete = write.withMd5(content.md5());
            BlobState made = write.protection() == null && !account.versioning().isOn()
                    ? creation.create(account, container, name, complete, content)
                    : null;
            if (made != null) {
                return made;
            }
            return writer.replace(account, container, name, complete, NewBlob.of(content, List.of()));
        } catch (AzureException refused) {
            contents.discard(content);
            throw refused;
        }
    }

    /** Spares the client the transfer of a body that would be refused. */
    private void checkBefore(StorageAccount account, String container, String name, BlobConditions conditions) {
        BlobEntity existing = lookup.findOrNull(account, container, name);
        conditions.checkCreate(existing != null);
        validator.check(existing, conditions, account::dataKey);
    }
}
