package io.mltwin.workspace.storage.blob;

import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Details of requests to the Blob service, each as the document that is named states it. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class DocumentedRequestsResourceTest extends WithBlobAccount {

    private static final String OTHER_MD5 = "AAAAAAAAAAAAAAAAAAAAAA==";

    @ParameterizedTest(name = "{0}")
    @MethodSource("rows")
    void asDocumented(String document, String script) {
        decisions.allow(WRITER, "*", account.toString());
        new RequestScript(
                        () -> service.given(name + ".blob.core")
                                .header(
                                        "Authorization",
                                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign()),
                        Map.of(
                                "account",
                                "https://" + addresses.blobHost(name),
                                "other",
                                OTHER_MD5,
                                "id",
                                "f81d4fae-7dec-11d0-a765-00a0c91e6bf6"))
                .run("PUT /con/b | x-ms-blob-type: BlockBlob | < hello => 201\n" + script);
    }

    static Stream<Arguments> rows() {
        return Stream.of(leases(), conditions(), checksums(), properties(), tags(), copies(), rest())
                .flatMap(rows -> rows);
    }

    private static Arguments row(String document, String script) {
        return Arguments.of(document, script);
    }

    private static Stream<Arguments> leases() {
        return Stream.of(
                        "f81d4fae7dec11d0a76500a0c91e6bf6",
                        "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
                        "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
                        "(F81d4fae-7dec-11d0-a765-00a0c91e6bf6)",
                        "{0xf81d4fae,0x7dec,0x11d0,{0xa7,0x65,0x00,0xa0,0xc9,0x1e,0x6b,0xf6}}")
                .map(form -> row("Lease Blob: the proposed id " + form, """
                                        PUT /con/b?comp=lease | x-ms-lease-action: acquire | x-ms-lease-duration: -1 | x-ms-proposed-lease-id: FORM => 201 | x-ms-lease-id: {id}
                                        PUT /con/b?comp=metadata | x-ms-meta-a: 1 => 412 LeaseIdMissing
                                        PUT /con/b?comp=metadata | x-ms-meta-a: 1 | x-ms-lease-id: FORM => 200
                                        PUT /con/b?comp=lease | x-ms-lease-action: renew | x-ms-lease-id: {id} => 200 | x-ms-lease-id: {id}
                                        PUT /con/b?comp=lease | x-ms-lease-action: release | x-ms-lease-id: FORM => 200
                                        PUT /con?restype=container&comp=lease | x-ms-lease-action: acquire | x-ms-lease-duration: 15 | x-ms-proposed-lease-id: FORM => 201 | x-ms-lease-id: {id}
                                        """.replace("FORM", form)));
    }

    private static Stream<Arguments> conditions() {
        return Stream.of(
                row("Conditional headers: If-None-Match with a wildcard of a read cannot be met", """
                        GET /con/b | If-None-Match: * => 400 UnsatisfiableCondition
                        HEAD /con/b | If-None-Match: * => 400 UnsatisfiableCondition
                        GET /con/b?comp=tags | If-None-Match: * => 400 UnsatisfiableCondition
                        GET /con/none | If-None-Match: * => 404 BlobNotFound
                        """),
                row("Conditional headers: If-None-Match with a wildcard of what makes a blob", """
                        PUT /con/b | x-ms-blob-type: BlockBlob | If-None-Match: * | < x => 409 BlobAlreadyExists
                        PUT /con/b?comp=blocklist | If-None-Match: * | < <BlockList/> => 409 BlobAlreadyExists
                        PUT /con/b | x-ms-copy-source: {account}/con/b | If-None-Match: * => 409 BlobAlreadyExists
                        PUT /con/new | x-ms-blob-type: BlockBlob | If-None-Match: * | < x => 201
                        """),
                row("Conditional headers: If-None-Match with a wildcard of any other write", """
                        PUT /con/b?comp=metadata | If-None-Match: * => 412 ConditionNotMet
                        PUT /con/b?comp=properties | If-None-Match: * => 412 ConditionNotMet
                        PUT /con/b?comp=snapshot | If-None-Match: * => 412 ConditionNotMet
                        PUT /con/b?comp=lease | x-ms-lease-action: acquire | x-ms-lease-duration: -1 | If-None-Match: * => 412 ConditionNotMet
                        PUT /con/a | x-ms-blob-type: AppendBlob => 201
                        PUT /con/a?comp=appendblock | If-None-Match: * | < x => 412 ConditionNotMet
                        DELETE /con/b | If-None-Match: * => 412 ConditionNotMet
                        GET /con/b => 200 | ~ hello
                        """),
                row("Conditional headers: a write takes one entity tag and no two that quarrel", """
                        PUT /con/b?comp=metadata | If-Match: * | If-None-Match: "0x1" => 400 MultipleConditionHeadersNotSupported
                        PUT /con/b?comp=metadata | If-Match: "0x1", "0x2" => 400 MultipleConditionHeadersNotSupported
                        PUT /con/b?comp=metadata | If-Match: * | If-Modified-Since: Mon, 01 Jan 2001 00:00:00 GMT => 400 MultipleConditionHeadersNotSupported
                        PUT /con/b?comp=metadata | If-Match: * | If-Unmodified-Since: Mon, 01 Jan 2001 00:00:00 GMT => 200
                        GET /con/b | If-Match: * | If-None-Match: "0x1" => 200
                        """));
    }

    private static Stream<Arguments> checksums() {
        return Stream.of(
                row("Put Blob: both checksums are computed and answered", """
                        PUT /con/c | x-ms-blob-type: BlockBlob | < hello => 201 | Content-MD5: {md5} | x-ms-content-crc64: {crc}
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-content-crc64: {crc} | < hello => 201 | x-ms-content-crc64: {crc}
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-content-crc64: AAAAAAAAAAA= | < x => 400 Crc64Mismatch
                        """),
                row("Put Block, Put Block List, Append Block, Put Page: MD5 where it was sent", """
                        PUT /con/c?comp=block&blockid=YQ== | < hello => 201 | Content-MD5: - | x-ms-content-crc64: {crc}
                        PUT /con/c?comp=block&blockid=YQ== | Content-MD5: {md5} | < hello => 201 | Content-MD5: {md5} | x-ms-content-crc64: {crc}
                        PUT /con/c?comp=blocklist | < <BlockList><Latest>YQ==</Latest></BlockList> => 201 | Content-MD5: - | x-ms-content-crc64: {crc}
                        PUT /con/c?comp=blocklist | Content-MD5: {md5} | < <BlockList><Latest>YQ==</Latest></BlockList> => 201 | Content-MD5: {md5} | x-ms-content-crc64: {crc}
                        PUT /con/a | x-ms-blob-type: AppendBlob => 201
                        PUT /con/a?comp=appendblock | < hello => 201 | Content-MD5: - | x-ms-content-crc64: {crc}
                        PUT /con/a?comp=appendblock | Content-MD5: {md5} | < hello => 201 | Content-MD5: {md5} | x-ms-content-crc64: {crc}
                        """),
                row("Put Block From URL: the CRC where no MD5 of the source was sent", """
                        PUT /con/c?comp=block&blockid=YQ== | x-ms-copy-source: {account}/con/b => 201 | x-ms-content-crc64: >source
                        PUT /con/c?comp=block&blockid=YQ== | x-ms-copy-source: {account}/con/b | x-ms-source-content-md5: XUFAKrxLKna5cZ2REBfFkg== => 201 | x-ms-content-crc64: - | Content-MD5: XUFAKrxLKna5cZ2REBfFkg==
                        PUT /con/c?comp=block&blockid=YQ== | x-ms-copy-source: {account}/con/b | x-ms-source-content-crc64: {source} => 201 | x-ms-content-crc64: {source}
                        """),
                row("Two checksums of one body", """
                        PUT /con/c | x-ms-blob-type: BlockBlob | Content-MD5: {md5} | x-ms-content-crc64: {crc} | < hello => 400 BothCrc64AndMd5HeaderPresent
                        PUT /con/c?comp=block&blockid=YQ== | Content-MD5: {md5} | x-ms-content-crc64: {crc} | < hello => 400 BothCrc64AndMd5HeaderPresent
                        PUT /con/c?comp=blocklist | Content-MD5: {md5} | x-ms-content-crc64: {crc} | < <BlockList/> => 400 BothCrc64AndMd5HeaderPresent
                        PUT /con/c?comp=block&blockid=YQ== | x-ms-copy-source: {account}/con/b | x-ms-source-content-md5: {other} | x-ms-source-content-crc64: AAAAAAAAAAA= => 400 BothCrc64AndMd5HeaderPresent
                        GET /con/c?comp=blocklist&blocklisttype=all => 404 BlobNotFound
                        """),
                row("Put Blob: x-ms-blob-content-md5 goes before Content-MD5", """
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-blob-content-md5: {md5} | Content-MD5: {other} | < hello => 201 | Content-MD5: {md5}
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-blob-content-md5: {other} | Content-MD5: {md5} | < hello => 400 Md5Mismatch
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-blob-content-md5: {md5} | Content-MD5: AQIDBA== | < hello => 400 InvalidMd5
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-blob-content-md5: AQIDBA== | < hello => 400 InvalidMd5
                        """));
    }

    private static Stream<Arguments> properties() {
        return Stream.of(
                row("Set Blob Properties: a request without headers clears all of them", """
                        PUT /con/b?comp=properties | x-ms-blob-content-type: text/css | x-ms-blob-content-language: de | x-ms-blob-content-encoding: x-own | x-ms-blob-content-disposition: attachment | x-ms-blob-cache-control: no-store | x-ms-blob-content-md5: {other} => 200
                        HEAD /con/b => 200 | Content-Type: text/css | Content-Language: de | Content-Encoding: x-own | Content-Disposition: attachment | Cache-Control: no-store | Content-MD5: {other}
                        PUT /con/b?comp=properties => 200
                        HEAD /con/b => 200 | Content-Type: - | Content-Language: - | Content-Encoding: - | Content-Disposition: - | Cache-Control: - | Content-MD5: -
                        GET /con/b => 200 | Content-Type: - | ~ hello
                        GET /con?restype=container&comp=list => 200 | ~ <Content-Type/>
                        """),
                row("Set Blob Properties, Put Block List: the MD5 is not compared and may be short", """
                        PUT /con/b?comp=properties | x-ms-blob-content-md5: AQIDBA== => 200
                        HEAD /con/b => 200 | Content-MD5: AQIDBA==
                        GET /con/b | x-ms-range: bytes=0-1 => 206 | x-ms-blob-content-md5: AQIDBA==
                        GET /con?restype=container&comp=list => 200 | ~ <Content-MD5>AQIDBA==</Content-MD5>
                        PUT /con/c?comp=block&blockid=YQ== | < hello => 201
                        PUT /con/c?comp=blocklist | x-ms-blob-content-md5: AQIDBA== | < <BlockList><Latest>YQ==</Latest></BlockList> => 201
                        HEAD /con/c => 200 | Content-MD5: AQIDBA== | Content-Type: application/octet-stream
                        PUT /con/b?comp=properties | x-ms-blob-content-md5: no=base64 => 400 InvalidMd5
                        """),
                row("Set Blob Properties: another size of a page blob leaves the headers", """
                        PUT /con/p | x-ms-blob-type: PageBlob | x-ms-blob-content-length: 512 | x-ms-blob-content-type: text/css => 201
                        PUT /con/p?comp=properties | x-ms-blob-content-length: 1024 => 200
                        HEAD /con/p => 200 | Content-Type: text/css | Content-Length: 1024
                        """));
    }

    private static Stream<Arguments> tags() {
        String long4096 = "\"kind of\"='red'" + " AND \"kind of\"<>'x'".repeat(226) + " OR a='1'".repeat(1);
        return Stream.of(
                row("Get Block List: x-ms-if-tags", """
                        PUT /con/b | x-ms-blob-type: BlockBlob | x-ms-tags: kind%20of=red&+-./:%3D_=a | < hello => 201
                        GET /con/b?comp=blocklist | x-ms-if-tags: "kind of"='red' => 200
                        GET /con/b?comp=blocklist | x-ms-if-tags: " -./:=_"='a' => 200
                        GET /con/b?comp=blocklist | x-ms-if-tags: "kind of"<>'red' => 412 ConditionNotMet
                        GET /con/b?comp=blocklist | x-ms-if-tags: kind of='red' => 400 InvalidHeaderValue
                        GET /con/b?comp=blocklist | x-ms-if-tags: @container='con' => 400 InvalidHeaderValue
                        GET /con/b?comp=blocklist | x-ms-if-tags: "kind of"='$' => 400 InvalidHeaderValue
                        GET /con/b?comp=blocklist | x-ms-if-tags: LONG => 200
                        """.replace("LONG", long4096)),
                row("Set Blob Tags: blanks around keys and values are theirs", """
                        PUT /con/b?comp=tags | < <Tags><TagSet><Tag><Key> a </Key><Value>  1 </Value></Tag><Tag><Key>b</Key><Value> </Value></Tag></TagSet></Tags> => 204
                        GET /con/b?comp=tags => 200 | ~ <Key> a </Key><Value>  1 </Value> | ~ <Key>b</Key><Value> </Value>
                        PUT /con/b?comp=tags | < <Tags><TagSet><Tag><Key> </Key><Value/></Tag></TagSet></Tags> => 204
                        GET /con/b?comp=tags => 200 | ~ <Key> </Key><Value/> | !~ <Key>b</Key>
                        PUT /con/b?comp=tags | < <Tags><TagSet><Tag><Key></Key><Value/></Tag></TagSet></Tags> => 400 InvalidTags
                        """),
                row("Find Blobs by Tags: the tags of the filter and no others", """
                        PUT /con/b | x-ms-blob-type: BlockBlob | x-ms-tags: kind=red&year=2020&other=1 | < hello => 201
                        GET /?comp=blobs&where=%22kind%22%3D%27red%27%20AND%20%22year%22%3E%272019%27 => 200 | ~ <Key>kind</Key><Value>red</Value> | ~ <Key>year</Key><Value>2020</Value> | !~ other
                        GET /con?restype=container&comp=blobs&where=%40container%3D%27con%27%20AND%20%22kind%22%3D%27red%27 => 200 | ~ <Key>kind</Key> | !~ year
                        """),
                row("Find Blobs by Tags: what no filter is", """
                        GET /?comp=blobs&where=%22kind%22%3D%27a%27%20AND%20%22kind%22%3D%27b%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22Rank%22%3E%2710%27%20AND%20%22Rank%22%3E%3D%2715%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22kind%22%3D%27a%27%20AND%20%22kind%22%3C%27b%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22kind%22%3D%27a%23%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22%22%3D%27a%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=kind => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22kind%22%3D%27a%27%20OR%20%22b%22%3D%27b%27 => 400 InvalidQueryParameterValue
                        GET /?comp=blobs&where=%22Rank%22%3E%2710%27%20AND%20%22Rank%22%3C%2715%27 => 200
                        """),
                row("Copy Blob From URL, Put Blob From URL: tags of the source or of the request", """
                        PUT /con/b | x-ms-blob-type: BlockBlob | x-ms-tags: a=1 | < hello => 201
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true | x-ms-copy-source-tag-option: COPY | x-ms-tags: b=2 => 400 InvalidHeaderValue
                        PUT /con/c | x-ms-blob-type: BlockBlob | x-ms-copy-source: {account}/con/b | x-ms-copy-source-tag-option: COPY | x-ms-tags: b=2 => 400 InvalidHeaderValue
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true | x-ms-copy-source-tag-option: copy => 400 InvalidHeaderValue
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true | x-ms-copy-source-tag-option: COPY => 202
                        GET /con/c?comp=tags => 200 | ~ <Key>a</Key>
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true | x-ms-copy-source-tag-option: REPLACE => 202
                        GET /con/c?comp=tags => 200 | !~ <Key>
                        """));
    }

    private static Stream<Arguments> copies() {
        return Stream.of(
                row("Copy Blob: an archived blob is rehydrated by a copy to an online tier", """
                        PUT /con/b?comp=tier | x-ms-access-tier: Archive => 200
                        GET /con/b => 409 BlobArchived
                        PUT /con/c | x-ms-copy-source: {account}/con/b => 409 BlobArchived
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-access-tier: Archive => 409 BlobArchived
                        PUT /con/b | x-ms-copy-source: {account}/con/b | x-ms-access-tier: Hot => 409 BlobArchived
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-access-tier: Hot | x-ms-requires-sync: true => 409 BlobArchived
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-access-tier: Hot | x-ms-rehydrate-priority: Now => 400 InvalidHeaderValue
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-access-tier: Hot | x-ms-rehydrate-priority: High => 202
                        GET /con/c => 200 | x-ms-access-tier: Hot | ~ hello
                        HEAD /con/b => 200 | x-ms-access-tier: Archive
                        """),
                row("Get Blob Properties: x-ms-copy-source has the snapshot and no signature", """
                        PUT /con/b?comp=snapshot => 201 | x-ms-snapshot: >snapshot
                        PUT /con/c | x-ms-copy-source: {account}/con/b?a=1&snapshot={snapshot}&b=2 => 202
                        HEAD /con/c => 200 | x-ms-copy-source: {account}/con/b?snapshot={snapshot}
                        GET /con?restype=container&comp=list&include=copy => 200 | ~ <CopySource>{account}/con/b?snapshot={snapshot}</CopySource>
                        """),
                row("Copy Blob From URL: the checksum of the source is answered where it was sent", """
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true => 202 | Content-MD5: - | x-ms-content-crc64: >source
                        PUT /con/c | x-ms-copy-source: {account}/con/b | x-ms-requires-sync: true | x-ms-source-content-md5: XUFAKrxLKna5cZ2REBfFkg== => 202 | Content-MD5: XUFAKrxLKna5cZ2REBfFkg==
                        """));
    }

    private static Stream<Arguments> rest() {
        return Stream.of(
                row("Append Blob Seal: lists say it, entity tag and time stay", """
                        PUT /con/a | x-ms-blob-type: AppendBlob => 201 | ETag: >etag
                        GET /con?restype=container&comp=list => 200 | !~ <Sealed>true</Sealed>
                        PUT /con/a?comp=seal => 200 | x-ms-blob-sealed: true | ETag: {etag}
                        PUT /con/a?comp=seal => 200 | x-ms-blob-sealed: true
                        PUT /con/b?comp=seal => 409 InvalidBlobType
                        HEAD /con/a => 200 | ETag: {etag} | x-ms-blob-sealed: true
                        GET /con?restype=container&comp=list => 200 | ~ <Sealed>true</Sealed>
                        GET /con?restype=container&comp=list&delimiter=/&include=metadata,snapshots => 200 | ~ <Sealed>true</Sealed>
                        """),
                row("List Blobs, List Containers: include is in upper or lower case", """
                        PUT /con/b?comp=metadata | x-ms-meta-color: red => 200
                        PUT /con/b?comp=snapshot => 201
                        PUT /con?restype=container&comp=metadata | x-ms-meta-shape: round => 200
                        GET /con?restype=container&comp=list&include=Snapshots => 200 | ~ <Snapshot> | !~ <color>
                        GET /con?restype=container&comp=list&include=SNAPSHOTS,Metadata,uncommittedBlobs => 200 | ~ <Snapshot> | ~ <color>red</color>
                        GET /con?restype=container&comp=list&include= => 200 | !~ <Snapshot>
                        GET /con?restype=container&comp=list&include=Snapshot => 400 InvalidQueryParameterValue
                        GET /con?restype=container&comp=list&include=%C5%BFnapshots => 400 InvalidQueryParameterValue
                        GET /?comp=list&include=Metadata => 200 | ~ <shape>round</shape>
                        """),
                row("Naming blobs: a backslash is a slash", """
                        PUT /con/d%5Ce%5cf | x-ms-blob-type: BlockBlob | < x => 201
                        GET /con/d/e/f => 200 | ~ x
                        GET /con/d%5Ce/f => 200 | ~ x
                        GET /con?restype=container&comp=list&prefix=d => 200 | ~ <Name>d/e/f</Name>
                        DELETE /con/d%5Ce/f => 202
                        GET /con/d/e/f => 404 BlobNotFound
                        PUT /c%5Cd/e | x-ms-blob-type: BlockBlob | < x => 400 InvalidResourceName
                        """));
    }
}
