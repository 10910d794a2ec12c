package io.mltwin.workspace.storage.blob;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.options.BlobParallelUploadOptions;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** An account whose blobs keep their versions. */
abstract class WithVersions extends WithBlobAccount {

    BlobServiceClient azure;
    BlobContainerClient con;
    BlobClient blob;

    @BeforeEach
    void keepVersions() {
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
        con = azure.getBlobContainerClient("con");
        blob = con.getBlobClient("b");
        keeping(true, SoftDelete.NONE);
    }

    void keeping(boolean versions, SoftDelete deleted) {
        StorageAccount now = accounts.require(account);
        accounts.setDataProtection(now, deleted, now.versioning().switched(versions));
    }

    /** The id of the version that it makes. */
    static String put(BlobClient blob, byte[] content) {
        return blob.uploadWithResponse(new BlobParallelUploadOptions(BinaryData.fromBytes(content)), null, Context.NONE)
                .getValue()
                .getVersionId();
    }

    String put(String text) {
        return put(blob, text.getBytes());
    }

    String read(String version) {
        return blob.getVersionClient(version).downloadContent().toString();
    }

    static ListBlobsOptions all(BlobListDetails details) {
        return new ListBlobsOptions().setDetails(details.setRetrieveVersions(true));
    }

    List<BlobItem> versions() {
        return con.listBlobs(all(new BlobListDetails()), null).stream().toList();
    }
}
