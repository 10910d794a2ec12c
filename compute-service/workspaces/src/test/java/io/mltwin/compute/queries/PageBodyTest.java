package io.mltwin.compute.queries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import java.util.List;
import org.junit.jupiter.api.Test;

class PageBodyTest {

    private static final List<Integer> ALL = List.of(1, 2, 3, 4, 5);

    @Test
    void pagesThroughAllOnce() {
        PageBody<Integer> first = PageBody.of(ALL, new QueryBody(null, null, null, 2));
        PageBody<Integer> second = PageBody.of(ALL, new QueryBody(null, first.continuationToken(), null, 2));
        PageBody<Integer> third = PageBody.of(ALL, new QueryBody(null, second.continuationToken(), null, 2));

        assertThat(first.value()).containsExactly(1, 2);
        assertThat(second.value()).containsExactly(3, 4);
        assertThat(third.value()).containsExactly(5);
        assertThat(third.continuationToken()).isNull();
    }

    @Test
    void withoutTopEverything() {
        assertThat(PageBody.of(ALL, QueryBody.ALL).value()).isEqualTo(ALL);
    }

    @Test
    void refusesForeignTokens() {
        assertThat(catchThrowableOfType(AzureException.class, () -> PageBody.of(ALL, new QueryBody(null, "x", null, 2)))
                        .status())
                .isEqualTo(400);
        assertThat(catchThrowableOfType(
                                AzureException.class, () -> PageBody.of(ALL, new QueryBody(null, null, null, 0)))
                        .status())
                .isEqualTo(400);
    }
}
