package io.mltwin.scoring.registry.images.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BaseReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "mltwin/inference,                       docker://mltwin/inference",
        "docker://python:3.13-slim,              docker://python:3.13-slim",
        "registry://localhost:5000/a/b:1.0,      registry://localhost:5000/a/b:1.0",
        "registry://twin.example.test/inference, registry://twin.example.test/inference",
        "tar:///var/lib/base.tar,                tar:///var/lib/base.tar",
        "none,                                   none"
    })
    void aSettingNamesASource(String text, String meaning) {
        assertThat(BaseReference.parse(text)).hasToString(meaning);
    }

    @ParameterizedTest
    @CsvSource({
        "mltwin/inference,           build it or pull it on the machine of scoring-service",
        "registry://localhost:1/a:1, push it there",
        "tar:///var/lib/base.tar,    put a file of 'docker save' there"
    })
    void whatCannotBeHadHasARemedy(String text, String remedy) {
        assertThat(BaseReference.parse(text).remedy()).contains(remedy).contains("mltwin.images.base");
        assertThat(BaseReference.parse("none").remedy()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'',                       is not an image's name",
        "Upper/Case,               is not an image's name",
        "a b,                      is not an image's name",
        "--privileged,             is not an image's name",
        "docker://-v,              is not an image's name",
        "registry://inference,     is not a registry's host",
        "registry://host/-o,       is not a registry's host",
        "tar://base.tar,           is not the absolute path",
        "https://host/inference,   is none of its sources"
    })
    void anotherSettingIsRefusedWithTheFormsThereAre(String text, String why) {
        assertThatThrownBy(() -> BaseReference.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mltwin.images.base is '" + text + "'")
                .hasMessageContaining(why)
                .hasMessageContaining("registry://HOST/NAME, tar:///PATH");
    }
}
