/**
 * Python environments of runs: found, fetched as an image, or built by pip. Start reading at
 * PythonEnvironments.
 */
package io.mltwin.node.environment;
