package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.workspace.storage.signature.AccountSignature;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Shared access signatures of each version, signed as the documents say it and not by the service's
 * own code.
 */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SasVersionsResourceTest extends WithBlobAccount {

    /**
     * {@code signed} is the string to sign with semicolons for line breaks, {@code NAME} for the
     * account.
     */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "GET /con/b | sv=2015-04-05&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2015-04-05;;;;; | 200",
                "GET /con/b | sv=2015-04-05&sr=c&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con;;;;2015-04-05;;;;; | 200",
                "GET /con/b | sv=2015-12-11&sr=b&sp=r&se=2099-01-01&spr=https | r;;2099-01-01;/blob/NAME/con/b;;;https;2015-12-11;;;;; | 200",
                "GET /con/b | sv=2017-04-17&sr=b&sp=r&st=2015-01-01&se=2099-01-01&rsct=text/own | r;2015-01-01;2099-01-01;/blob/NAME/con/b;;;;2017-04-17;;;;;text/own | 200",
                "GET /con/b | sv=2018-03-28&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;;;;; | 200",
                "GET /con/b | sv=2018-11-09&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-11-09;b;;;;;; | 200",
                "GET /con/b | sv=2020-12-06&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2020-12-06;b;;;;;;; | 200",
                "GET /con/b | sv=2015-04-05&ss=b&srt=o&sp=r&se=2099-01-01 | NAME;r;b;o;;2099-01-01;;;2015-04-05; | 200",
                "GET /con?restype=container&comp=list& | sv=2017-11-09&ss=bqf&srt=sco&sp=rwdl&se=2099-01-01&spr=https,http | NAME;rwdl;bqf;sco;;2099-01-01;;https,http;2017-11-09; | 200",
                // the form of another version
                "GET /con/b | sv=2018-11-09&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-11-09;;;;; | 403",
                "GET /con/b | sv=2018-03-28&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;b;;;;;; | 403",
                "GET /con/b | sv=2015-04-05&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/NAME/con/b;;;;2015-04-05;;;;; | 403",
                // what is not covered is not claimed: another kind, a snapshot, a scope, a user's
                // key
                "GET /con/b | sv=2018-03-28&sr=c&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;;;;; | 403",
                "GET /con/b?snapshot=2026-01-01T00:00:00.0000000Z& | sv=2018-03-28&sr=bs&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;;;;; | 403",
                "GET /con/b | sv=2018-03-28&sr=b&sp=r&se=2099-01-01&ses=scope | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;;;;; | 403",
                "GET /con/b | sv=2018-03-28&sr=b&sp=r&se=2099-01-01&skoid=x&sktid=x | r;;2099-01-01;/blob/NAME/con/b;;;;2018-03-28;;;;; | 403",
                // terms hold as ever
                "GET /con/b | sv=2015-04-05&sr=b&sp=r&se=2020-01-01 | r;;2020-01-01;/blob/NAME/con/b;;;;2015-04-05;;;;; | 403",
                "GET /con/b | sv=2015-04-05&sr=b&sp=r&se=2099-01-01&sip=10.0.0.1 | r;;2099-01-01;/blob/NAME/con/b;;10.0.0.1;;2015-04-05;;;;; | 403",
                "DELETE /con/b | sv=2015-04-05&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/blob/NAME/con/b;;;;2015-04-05;;;;; | 403",
                "GET /con/b | sv=2014-02-14&sr=b&sp=r&se=2099-01-01 | r;;2099-01-01;/NAME/con/b;;2014-02-14;;;;; | 501"
            })
    void opensWhatItsVersionCovers(String request, String query, String signed, int status) {
        container().getBlobClient("b").upload(BinaryData.fromString("hello"));
        String signature = AccountSignature.sign(
                Base64.getDecoder().decode(key(0)), signed.replace(';', '\n').replace("NAME", name));
        String[] parts = request.split(" ");

        Response answer = service.given(name + ".blob.core")
                .request(
                        parts[0],
                        parts[1]
                                + (parts[1].endsWith("&") ? "" : "?")
                                + query
                                + "&sig="
                                + signature.replace("+", "%2B").replace("/", "%2F"));

        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(status);
        if (query.contains("rsct")) {
            assertThat(answer.header("Content-Type")).isEqualTo("text/own");
        }
    }
}
