package io.mltwin.telemetry.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.mltwin.armweb.AzureException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IngestMapperTest {

    private final IngestReader reader = new IngestReader(new ObjectMapper());

    @ParameterizedTest
    @CsvSource({
        "00.00:00:01.250, 1250",
        "00:00:00.0125, 12.5",
        "1.02:03:04, 93784000",
        "nonsense, 0",
        ", 0",
    })
    void durationsAreMilliseconds(String text, double millis) {
        assertThat(IngestMapper.millis(text)).isCloseTo(millis, within(0.001));
    }

    @ParameterizedTest(name = "sampleRate {0}: {1}")
    @CsvSource({
        "100, 1",
        "50, 2",
        "33.3, 3",
        "0.001, 100000",
        "1e-300, 2147483647",
        ", ",
        "0, ",
        "-1, ",
        "101, ",
        "NaN, "
    })
    void aSampledItemStandsForAsManyAsItsRateSays(Double sampleRate, Integer count) {
        IngestBody.Item item = new IngestBody.Item("n", null, null, sampleRate, null, null);
        IngestBody.MessageData trace = new IngestBody.MessageData("hello", null, null);

        assertThat(IngestMapper.trace(trace, item).context().itemCount()).isEqualTo(count);
    }

    @Test
    void linesArraysAndGzipAreRead() throws IOException {
        byte[] lines = "{\"a\":1}\n\n{\"a\":2}\r\n".getBytes(StandardCharsets.UTF_8);

        assertThat(items(lines, null)).hasSize(2);
        assertThat(items("[{},{},{}]".getBytes(StandardCharsets.UTF_8), null)).hasSize(3);
        assertThat(items(gzip(lines), "gzip")).hasSize(2);
    }

    @Test
    void aCompressedBombIsRefused() throws IOException {
        byte[] bomb = gzip(new byte[IngestReader.LARGEST_BYTES + 1]);

        assertThatThrownBy(() -> items(bomb, "gzip"))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(413));
    }

    @Test
    void bodyThatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> items("hello".getBytes(StandardCharsets.UTF_8), null))
                .isInstanceOfSatisfying(
                        AzureException.class,
                        fault -> assertThat(fault.status()).isEqualTo(400));
    }

    @Test
    void aBatchIsLimitedByItsItemsAndAnItemByItsParts() {
        byte[] many = "{}\n".repeat(IngestReader.MOST_ITEMS + 1).getBytes(StandardCharsets.UTF_8);
        byte[] wide = ("[[" + "[],".repeat(1_000_000) + "[]]]").getBytes(StandardCharsets.UTF_8);
        byte[] deep = "[".repeat(500_000).getBytes(StandardCharsets.UTF_8);

        assertThat(statusOf(many)).isEqualTo(413);
        assertThat(statusOf(wide)).isEqualTo(413);
        assertThat(statusOf(deep)).isEqualTo(400);
    }

    private int statusOf(byte[] body) {
        try {
            items(body, null);
            return 200;
        } catch (AzureException fault) {
            return fault.status();
        }
    }

    private List<JsonNode> items(byte[] body, String encoding) {
        List<JsonNode> items = new ArrayList<>();
        reader.items(new ByteArrayInputStream(body), encoding, items::add);
        return items;
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(plain);
        }
        return bytes.toByteArray();
    }
}
