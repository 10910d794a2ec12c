package io.mltwin.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void idsFollowFromNumberTenantAndName() {
        List<String> all = Stream.of(
                        Ids.numbered(1, "FirstTest"), Ids.numbered(2, "FirstTest"), Ids.numbered(1, "SecondTest"))
                .flatMap(ids -> Stream.of(ids.of("tenant"), ids.of("owner")))
                .toList();

        assertThat(all)
                .doesNotHaveDuplicates()
                .allSatisfy(id -> assertThat(UUID.fromString(id)).hasToString(id));
        assertThat(Ids.numbered(1, "FirstTest").of("tenant")).isEqualTo("2556dce1-1254-31a8-91db-cd42a4dc7df8");
    }

    @Test
    void othersAreNewEachTime() {
        Ids ids = Ids.random();

        assertThat(ids.of("tenant")).isNotEqualTo(ids.of("tenant"));
    }
}
