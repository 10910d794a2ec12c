package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameTest {

    private static final Frame FRAME = new Frame(
            Map.of("id", "7", "message", "a \"quote\", a \\,\n\t\u0001, ü and \ud83d\ude00"), new byte[] {0, 1, -1});

    @Test
    void aFrameIsReadAsItWasWritten() throws IOException {
        Frame read = Frame.readFrom(new ByteArrayInputStream(bytes(FRAME)), Frame.MAX_ANSWER);

        assertThat(read.header()).isEqualTo(FRAME.header());
        assertThat(read.body()).isEqualTo(FRAME.body());
    }

    @Test
    void theEndBetweenTwoFramesIsNoError() throws IOException {
        assertThat(Frame.readFrom(new ByteArrayInputStream(new byte[0]), Frame.MAX_ANSWER))
                .isNull();
    }

    @Test
    void aCutFrameIsRefused() throws IOException {
        byte[] whole = bytes(FRAME);
        for (int length = 1; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> Frame.readFrom(new ByteArrayInputStream(cut), Frame.MAX_ANSWER))
                    .isInstanceOf(EOFException.class);
        }
    }

    @Test
    void outputOfAScriptIsNotTakenForAFrame() {
        byte[] printed = "loaded the model\n".getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> Frame.readFrom(new ByteArrayInputStream(printed), Frame.MAX_ANSWER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not a frame");
    }

    @Test
    void aLengthBeyondTheLimitAllocatesNothing() {
        byte[] huge = {'M', 'L', 'T', 'W', 0, 0, 0, 2, 0x7f, -1, -1, -1, '{', '}'};

        assertThatThrownBy(() -> Frame.readFrom(new ByteArrayInputStream(huge), Frame.MAX_ANSWER))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("at most");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void anAnswerMayBeAsLongAsTheLimitAndNoLonger(int more) throws IOException {
        byte[] frame = bytes(new Frame(Map.of("id", "7"), new byte[Frame.MAX_ANSWER + more]));

        if (more == 0) {
            assertThat(Frame.readFrom(new ByteArrayInputStream(frame), Frame.MAX_ANSWER)
                            .body())
                    .hasSize(Frame.MAX_ANSWER);
        } else {
            assertThatThrownBy(() -> Frame.readFrom(new ByteArrayInputStream(frame), Frame.MAX_ANSWER))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("at most 8388608");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "[]", "{", "{\"a\":1}", "{\"a\"}", "{\"a\":\"b\"} x", "{\"a\":\"\\u00\"}", "{\"a\":\"\\q\"}"
            })
    void aHeaderThatIsNoObjectOfStringsIsRefused(String text) {
        assertThatThrownBy(() -> FlatJson.read(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whiteSpaceAndEscapesOfOtherWritersAreRead() {
        assertThat(FlatJson.read(" { \"a\" : \"\\u00e4\\/\" , \"b\":\"\" } ")).isEqualTo(Map.of("a", "ä/", "b", ""));
    }

    private static byte[] bytes(Frame frame) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        frame.writeTo(out);
        return out.toByteArray();
    }
}
