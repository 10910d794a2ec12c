/**
 * What is installed in the images of registries, and which public advisories say that it is
 * vulnerable. Uses registries and repositories. Start reading at {@link
 * io.mltwin.scoring.registry.scanning.ImageScannerTask}.
 */
package io.mltwin.scoring.registry.scanning;
