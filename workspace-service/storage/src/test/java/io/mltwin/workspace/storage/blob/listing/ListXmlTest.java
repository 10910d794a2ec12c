package io.mltwin.workspace.storage.blob.listing;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.workspace.storage.accounts.SoftDelete;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.accounts.Versioning;
import io.mltwin.workspace.storage.blob.state.BlobState;
import io.mltwin.workspace.storage.blob.state.ListedBlob;
import io.mltwin.workspace.storage.cors.CorsRules;
import io.mltwin.workspace.storage.wire.ContentHeaders;
import io.mltwin.workspace.storage.wire.XmlWriter;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ListXmlTest {

    private static final Instant TIME = Instant.parse("2026-11-03T12:00:00Z");

    private static final ListXml LISTS = new ListXml(Clock.fixed(TIME, ZoneOffset.UTC));
    private static final StorageAccount ACCOUNT = new StorageAccount(
            UUID.randomUUID(),
            null,
            "acct",
            "t",
            true,
            false,
            "TLS1_2",
            null,
            "s",
            "k",
            "Cool",
            SoftDelete.NONE,
            Versioning.NEVER,
            null,
            false,
            CorsRules.NONE,
            null);

    private static BlobState blob(String name, Map<String, String> metadata) {
        ContentHeaders http = new ContentHeaders("text/plain", null, null, null, null, new byte[16]);
        return new BlobState(
                UUID.randomUUID(),
                name,
                "",
                null,
                BlobState.Kind.BLOCK,
                UUID.randomUUID(),
                null,
                5,
                http,
                null,
                metadata,
                Map.of("t", "1"),
                1,
                false,
                0,
                0,
                "",
                null,
                null,
                "\"0x8D\"",
                TIME,
                TIME,
                null);
    }

    @Test
    void namesAndMetadataAreEscaped() {
        ListQuery query = new ListQuery("<p&", "/", "", 10, "10", true, true, false, false, true, false, false, false);
        NamePages.Page<ListedBlob> page = new NamePages.Page<>(
                List.of(
                        new NamePages.Entry<>(ListedBlob.of(blob("<p&\"'>ü", Map.of("k", "a<b&c"))), null),
                        new NamePages.Entry<>(null, "<p&x/")),
                "next");

        String xml = LISTS.blobs("https://acct.blob.core.x/", ACCOUNT, "c", query, page);

        assertThat(xml)
                .startsWith(
                        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults ServiceEndpoint=\"https://acct.blob.core.x/\" ContainerName=\"c\">")
                .contains("<Prefix>&lt;p&amp;</Prefix>", "<MaxResults>10</MaxResults>", "<Delimiter>/</Delimiter>")
                .contains("<Name>&lt;p&amp;\"'&gt;ü</Name>", "<k>a&lt;b&amp;c</k>")
                .contains("<BlobPrefix><Name>&lt;p&amp;x/</Name></BlobPrefix>")
                .contains("<Last-Modified>Tue, 03 Nov 2026 12:00:00 GMT</Last-Modified>", "<Etag>0x8D</Etag>")
                .contains(
                        "<ServerEncrypted>true</ServerEncrypted>",
                        "<BlobType>BlockBlob</BlobType>",
                        "<AccessTier>Cool</AccessTier><AccessTierInferred>true</AccessTierInferred>",
                        "<LeaseState>available</LeaseState>",
                        "<Tags><TagSet><Tag><Key>t</Key><Value>1</Value></Tag></TagSet></Tags>",
                        "<Content-Length>5</Content-Length>")
                .endsWith("<NextMarker>next</NextMarker></EnumerationResults>");
    }

    @Test
    void theLastPageHasAnEmptyMarker() {
        String xml = LISTS.containers(
                "https://acct.blob.core.x/",
                new ListQuery("", null, "", 10, null, false, false, false, false, false, false, false, false),
                new NamePages.Page<>(List.of(), null));

        assertThat(xml)
                .endsWith("<Containers></Containers><NextMarker/></EnumerationResults>")
                .doesNotContain("Prefix", "MaxResults");
    }

    @Test
    void aNameThatXmlCannotHoldIsEncodedAndMarked() {
        assertThat(new XmlWriter().name("a\u0001 b").end()).endsWith("<Name Encoded=\"true\">a%01%20b</Name>");
    }
}
