package io.mltwin.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class UriEncodingTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    # text,      path segment,    path,            query value,     form value
                    plain-._*9,  plain-._*9,      plain-._*9,      plain-._*9,      plain-._*9
                    a b,         a%20b,           a%20b,           a%20b,           a+b
                    a+b,         a%2Bb,           a%2Bb,           a%2Bb,           a%2Bb
                    a/b/,        a%2Fb%2F,        a/b/,            a%2Fb%2F,        a%2Fb%2F
                    %2F,         %252F,           %252F,           %252F,           %252F
                    a&b=c?d,     a%26b%3Dc%3Fd,   a%26b%3Dc%3Fd,   a%26b%3Dc%3Fd,   a%26b%3Dc%3Fd
                    ~$,          %7E%24,          %7E%24,          %7E%24,          %7E%24
                    ü€,          %C3%BC%E2%82%AC, %C3%BC%E2%82%AC, %C3%BC%E2%82%AC, %C3%BC%E2%82%AC
                    '',          '',              '',              '',              ''
                    """)
    void encodes(String text, String segment, String path, String query, String form) {
        assertThat(UriEncoding.encodePathSegment(text)).isEqualTo(segment);
        assertThat(UriEncoding.encodePath(text)).isEqualTo(path);
        assertThat(UriEncoding.encodeQueryValue(text)).isEqualTo(query);
        assertThat(UriEncoding.encodeFormValue(text)).isEqualTo(form);
        assertThat(UriEncoding.decodePathSegment(segment)).isEqualTo(text);
        assertThat(UriEncoding.decodeFormValue(query)).isEqualTo(text);
        assertThat(UriEncoding.decodeFormValue(form)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(textBlock = """
                    # encoded, path segment, form value
                    a+b,       a+b,          a b
                    a%2Bb,     a+b,          a+b
                    a%20b,     a b,          a b
                    %c3%bc,    ü,            ü
                    """)
    void decodes(String encoded, String segment, String form) {
        assertThat(UriEncoding.decodePathSegment(encoded)).isEqualTo(segment);
        assertThat(UriEncoding.decodeFormValue(encoded)).isEqualTo(form);
    }

    @ParameterizedTest
    @ValueSource(strings = {"%", "a%2", "%zz"})
    void refusesWhatIsNotEncodedCorrectly(String encoded) {
        assertThatThrownBy(() -> UriEncoding.decodePathSegment(encoded)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UriEncoding.decodeFormValue(encoded)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void queriesAndFormsKeepTheOrderOfTheirParts() {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("b", "1 & 2");
        parts.put("$a", "x=y");

        assertThat(UriEncoding.encodeQuery(parts)).isEqualTo("b=1%20%26%202&%24a=x%3Dy");
        assertThat(UriEncoding.encodeForm(parts)).isEqualTo("b=1+%26+2&%24a=x%3Dy");
        assertThat(UriEncoding.encodeQuery(Map.of())).isEmpty();
    }
}
