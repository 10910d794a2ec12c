package io.mltwin.console.assets;

import io.quarkus.qute.TemplateExtension;

/** Gives templates the address of a file: {@code {asset:address('console.css')}}. */
@TemplateExtension(namespace = "asset")
final class AssetAddresses {

    private AssetAddresses() {}

    static String address(String name) {
        return "/assets/" + Assets.named(name).hashedName();
    }
}
