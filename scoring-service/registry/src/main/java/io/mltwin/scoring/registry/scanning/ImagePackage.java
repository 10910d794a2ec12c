package io.mltwin.scoring.registry.scanning;

/**
 * A package that is installed in an image.
 *
 * @param ecosystem by the name that OSV gives it: Debian:12, Maven or PyPI
 * @param name as its advisories call it: Debian's source package, Maven's group:artifact, the
 *     normalised name of PyPI
 * @param path of the file in the image that says so
 */
record ImagePackage(String ecosystem, String name, String version, String path) {}
