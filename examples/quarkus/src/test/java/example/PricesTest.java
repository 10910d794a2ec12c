package example;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

/** The application finds a tenant of its own, made by a seed file, with nothing said to it or to its clients. */
@QuarkusTest
class PricesTest {
    @Inject
    Prices prices;

    @Test
    void modelOfTheEndpointIsAsked() {
        assertEquals("200 {\"price\": 60000}", prices.of("{\"size\": 20}"));
    }
}
