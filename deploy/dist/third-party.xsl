<?xml version="1.0" encoding="UTF-8"?>
<!-- Writes the licences of all libraries of others, one a line, from a bill of materials. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:b="http://cyclonedx.org/schema/bom/1.6">
  <xsl:output method="text" encoding="UTF-8"/>

  <xsl:template match="/">
    <xsl:text>Libraries of others in this distribution, with their licences. Each brings its notices in its jar, below META-INF where it&#10;</xsl:text>
    <xsl:text>has any. mltwin itself is under the Apache License 2.0, see LICENSE. sbom.json has the same with digests.&#10;&#10;</xsl:text>
    <xsl:for-each select="/b:bom/b:components/b:component[not(starts-with(b:group, 'io.mltwin'))]">
      <xsl:sort select="b:group"/>
      <xsl:sort select="b:name"/>
      <xsl:value-of select="concat(b:group, ':', b:name, ' ', b:version, ': ')"/>
      <xsl:for-each select="b:licenses/b:license | b:licenses/b:expression">
        <xsl:if test="position() &gt; 1"><xsl:text>; </xsl:text></xsl:if>
        <xsl:value-of select="normalize-space(concat(b:id, b:name, self::b:expression))"/>
        <xsl:if test="b:url"><xsl:value-of select="concat(' (', b:url[1], ')')"/></xsl:if>
      </xsl:for-each>
      <xsl:if test="not(b:licenses)"><xsl:text>no licence is named</xsl:text></xsl:if>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
