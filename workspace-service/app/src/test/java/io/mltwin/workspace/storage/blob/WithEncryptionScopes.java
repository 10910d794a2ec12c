package io.mltwin.workspace.storage.blob;

import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.resourceprovider.ResourceTypes;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** A blob account with two encryption scopes, and a blob under the first of them. */
abstract class WithEncryptionScopes extends WithBlobAccount {

    @Inject
    ResourceTypes arm;

    TestScopes scopes;
    BlobServiceClient azure;
    BlobContainerClient con;
    BlobClient bare;
    BlobClient blob;

    @BeforeEach
    void open() {
        scopes = new TestScopes(arm, account);
        scopes.scope("one", null, null);
        scopes.scope("two", null, null);
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
        con = azure.getBlobContainerClient("con");
        bare = con.getBlobClient("b");
        blob = bare.getEncryptionScopeClient("one");
    }
}
