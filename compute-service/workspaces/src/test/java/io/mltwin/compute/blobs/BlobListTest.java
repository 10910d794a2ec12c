package io.mltwin.compute.blobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.compute.blobs.WorkspaceBlobs.BlobItem;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class BlobListTest {

    @Test
    void readsBlobsAndMarker() {
        // When
        BlobList list = parse(
                "<?xml version=\"1.0\"?><EnumerationResults><Blobs><Blob><Name>a &amp; b</Name><Properties><Etag>\"1\"</Etag>"
                        + "<Content-Length>12</Content-Length><Content-Type>text/plain</Content-Type></Properties></Blob></Blobs>"
                        + "<NextMarker>m</NextMarker></EnumerationResults>");

        // Then
        assertThat(list.items()).containsExactly(new BlobItem("a & b", 12, "\"1\"", "text/plain"));
        assertThat(list.nextMarker()).isEqualTo("m");
        assertThat(parse("<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>")
                        .nextMarker())
                .isEmpty();
    }

    @Test
    void resolvesNoEntitiesFromOutside() {
        AzureException fault = catchThrowableOfType(
                AzureException.class,
                () -> parse(
                        "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a><Blob><Name>&x;</Name></Blob></a>"));
        assertThat(fault).isNotNull();
    }

    private static BlobList parse(String xml) {
        return BlobList.parse(xml.getBytes(StandardCharsets.UTF_8));
    }
}
