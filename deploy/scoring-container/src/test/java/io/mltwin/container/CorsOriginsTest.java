package io.mltwin.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CorsOriginsTest {

    private static final String A = "https://a.example";

    @ParameterizedTest(name = "{0}, {1} from {2}: {4}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            quoteCharacter = '`',
            value = {
                // the variable         | method  | Origin            | for     | headers
                "-                      | POST    | https://a.example | -       | ``",
                "` , `                  | POST    | https://a.example | -       | ``",
                "https://a.example      | POST    | https://a.example | -       | origin=https://a.example",
                "https://A.Example      | GET     | https://a.example | -       | origin=https://a.example",
                "https://a.example      | POST    | https://b.example | -       | ``",
                "https://a.example      | POST    | http://a.example  | -       | ``",
                "https://a.example      | POST    | https://a.example.evil | -  | ``",
                "https://s.example      | POST    | https://\u017f.example | -  | ``",
                "https://k.example      | POST    | https://\u212a.example | -  | ``",
                "https://a.example      | POST    | -                 | -       | origin=https://a.example",
                "https://b.x,https://a.x| POST    | https://b.x       | -       | origin=https://b.x vary=Origin",
                "https://b.x , https://a.x | POST | -                 | -       | origin=https://a.x vary=Origin",
                "*                      | POST    | https://a.example | -       | origin=https://a.example vary=Origin",
                "*                      | POST    | null              | -       | origin=null vary=Origin",
                "*                      | POST    | -                 | -       | origin=*",
                "www.microsoft.com,  www.bing.com | OPTIONS | www.microsoft.com | - | origin=www.microsoft.com vary=Origin",
                "https://a.example      | OPTIONS | https://a.example | POST    | origin=https://a.example methods=GET, POST headers=authorization,content-type",
                "https://a.example      | OPTIONS | https://a.example | DELETE  | origin=https://a.example",
                "https://a.example      | OPTIONS | https://b.example | POST    | ``",
                "https://a.example      | POST    | https://a.example | POST    | origin=https://a.example"
            })
    void anAnswerHasTheHeadersOfItsOrigin(
            String variable, String method, String origin, String wanted, String expected) {
        // Given
        CorsOrigins origins = CorsOrigins.of(variable == null ? Map.of() : Map.of("AML_CORS_ORIGINS", variable));
        List<HttpHeader> request = new ArrayList<>();
        if (origin != null) {
            request.add(new HttpHeader("origin", origin));
        }
        if (wanted != null) {
            request.add(new HttpHeader("access-control-request-method", wanted));
            request.add(new HttpHeader("access-control-request-headers", "authorization,content-type"));
        }
        // When
        Map<String, String> headers = origins.headers(method, request);
        // Then
        assertThat(inOrder(headers)).isEqualTo(expected);
        assertThat(headers).doesNotContainKey("Access-Control-Allow-Credentials");
    }

    private static String inOrder(Map<String, String> headers) {
        return List.of(
                        Map.entry("Access-Control-Allow-Origin", "origin"),
                        Map.entry("Vary", "vary"),
                        Map.entry("Access-Control-Allow-Methods", "methods"),
                        Map.entry("Access-Control-Allow-Headers", "headers"))
                .stream()
                .filter(name -> headers.containsKey(name.getKey()))
                .map(name -> name.getValue() + "=" + headers.get(name.getKey()))
                .collect(Collectors.joining(" "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://.*\\.contoso\\.com",
                "https://*.contoso.com",
                "https://(a|b).x",
                "https://a.x,https://b.x?",
                "https://a x",
                "https://münchen.example"
            })
    void whatIsNoOriginIsRefusedByName(String variable) {
        assertThatThrownBy(() -> CorsOrigins.of(Map.of("AML_CORS_ORIGINS", variable)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("AML_CORS_ORIGINS")
                .hasMessageContaining("which is no origin")
                .hasMessageContaining("or give * for all");
    }

    @Test
    void withoutTheVariableNothingIsAllowed() {
        assertThat(CorsOrigins.of(Map.of("OTHER", A)).isEmpty()).isTrue();
        assertThat(CorsOrigins.NONE.headers("POST", List.of(new HttpHeader("Origin", A))))
                .isEmpty();
    }
}
