package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may read a blob learns nothing of its tags by it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class TagAccessResourceTest extends WithBlobAccount {

    private static final String BLOBS = "Microsoft.Storage/storageAccounts/blobServices/containers/blobs/";

    /** The last column is what the caller may do besides reading and writing blobs. */
    @ParameterizedTest(name = "{0} {1} {2}")
    @CsvSource({
        "COPY, -, 403",
        "COPY, tags/read, 403",
        "COPY, tags/write, 403",
        "COPY, tags/read tags/write, 202",
        "REPLACE, -, 202"
    })
    void aCopyWithTagsNeedsTheRightToReadAndToWriteThem(String option, String actions, int status) {
        withTags();
        String copier = UUID.randomUUID().toString();
        for (String action : List.of("read", "write")) {
            decisions.allow(copier, BLOBS + action, account.toString());
        }
        for (String action : actions.split(" ")) {
            decisions.allow(copier, BLOBS + action, account.toString());
        }

        Response answer = service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, copier).sign())
                .header("x-ms-copy-source", "https://" + addresses.blobHost(name) + "/con/tagged")
                .header("x-ms-requires-sync", "true")
                .header("x-ms-copy-source-tag-option", option)
                .put("/con/copy");

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        assertThat(container().getBlobClient("copy").exists()).isEqualTo(status == 202);
    }

    @Test
    void anonymousReaderGetsNoTagsOfAPublicBlob() {
        patch("'allowBlobPublicAccess':true");
        withTags();
        as(WRITER, AUDIENCE)
                .header("x-ms-blob-public-access", "blob")
                .put("/con?restype=container&comp=acl")
                .then()
                .statusCode(200);

        service.given(name + ".blob.core").get("/con/tagged").then().statusCode(200);
        for (String condition : List.of("kind='red'", "kind='blue'")) {
            service.given(name + ".blob.core")
                    .header("x-ms-if-tags", condition)
                    .get("/con/tagged")
                    .then()
                    .statusCode(401);
        }
    }

    private void withTags() {
        container().getBlobClient("tagged").upload(BinaryData.fromString("x"));
        container().getBlobClient("tagged").setTags(Map.of("kind", "red"));
    }
}
