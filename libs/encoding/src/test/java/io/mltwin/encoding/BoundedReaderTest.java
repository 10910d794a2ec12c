package io.mltwin.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundedReaderTest {

    private final BoundedReader limit = new BoundedReader(10, "too large");

    /** The ways in which bytes leave a stream. */
    private enum Way {
        ONE_BY_ONE {
            @Override
            void take(InputStream stream, int bytes) throws IOException {
                for (int i = 0; i < bytes; i++) {
                    stream.read();
                }
            }
        },
        MANY {
            @Override
            void take(InputStream stream, int bytes) throws IOException {
                stream.readNBytes(bytes);
            }
        },
        SKIPPED {
            @Override
            void take(InputStream stream, int bytes) throws IOException {
                stream.skipNBytes(bytes);
            }
        };

        abstract void take(InputStream stream, int bytes) throws IOException;
    }

    private InputStream stream() {
        return limit.limit(new ByteArrayInputStream(new byte[20]));
    }

    @ParameterizedTest
    @EnumSource
    void theByteBehindTheLimitIsRefused(Way way) throws IOException {
        InputStream stream = stream();
        way.take(stream, 10);

        assertThatThrownBy(() -> way.take(stream, 1))
                .isInstanceOf(BoundedReader.TooLargeException.class)
                .hasMessage("too large");
    }

    @Test
    void streamsShareALimitAndTheirEndsDoNotCount() throws IOException {
        limit.limit(new ByteArrayInputStream(new byte[6])).readAllBytes();
        InputStream other = limit.limit(new ByteArrayInputStream(new byte[4]));

        assertThat(other.readAllBytes()).hasSize(4);
        assertThat(other.read()).isEqualTo(-1);
        assertThatThrownBy(() -> stream().read()).hasMessage("too large");
    }

    @Test
    void aFileInMemoryMayBeAsLongAsItsLimit() throws IOException {
        byte[] bytes = new byte[100];

        assertThat(BoundedReader.readAll(new ByteArrayInputStream(bytes), 100, "no"))
                .hasSize(100);
        assertThatThrownBy(() -> BoundedReader.readAll(new ByteArrayInputStream(bytes), 99, "it has more"))
                .isInstanceOf(BoundedReader.TooLargeException.class)
                .hasMessage("it has more");
    }
}
