package io.mltwin.console.keys;

import io.quarkus.qute.i18n.MessageBundle;

/** The texts of the page of keys. */
@MessageBundle("keys")
public interface KeyTexts {

    String title();

    String probesTitle();

    String surfaces();

    String what();

    String resource();

    String key();

    String version();

    String identity();

    String state();

    String change();

    String storage();

    String registry();

    String runHistory();

    String vault();

    String insights();

    String microsoft();

    String cosmos();

    String newest();

    String enabled();

    String disabled();

    String rotate(String name);

    String disable(String name);

    String enable(String name);

    String rotated(String name);

    String isDisabled(String name);

    String isEnabled(String name);

    String probes();

    String live();

    String once();

    String stop();

    String start();

    String again();

    String read();

    String answer();

    String took();

    String at();

    String nothing();

    String writeBlob();

    String blobWritten();

    String noKey();

    String create();
}
