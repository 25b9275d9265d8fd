package parlor.gateway.web;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The web client: its files, read and packed once. The page is asked for each time; all it loads is
 * kept by browsers for good, under a path that changes whenever one of the files does.
 */
final class WebClient {
  private static final String FOLDER = "/parlor/web";
  private static final String PAGE = "index.html";
  private static final String VERSION_HERE = "@version@";
  private static final int VERSION_CHARACTERS = 12;
  private static final String KEEP = "public, max-age=31536000, immutable";
  private static final Map<String, ContentType> TYPES =
      Map.of(
          "html", ContentTypes.TEXT_HTML_UTF8,
          "css", ContentTypes.parse("text/css; charset=UTF-8"),
          "js", ContentTypes.parse("text/javascript; charset=UTF-8"),
          "svg", ContentTypes.parse("image/svg+xml"),
          "png", ContentTypes.parse("image/png"),
          "webmanifest", ContentTypes.parse("application/manifest+json"));

  /** Only what this server itself gives out runs, looks or is asked; texts never become markup. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:;"
          + " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'";

  private record WebFile(HttpEntity.Strict plain, HttpEntity.Strict packed) {}

  private final Map<String, WebFile> files = new TreeMap<>();
  private final String version;
  private final String tag;

  private WebClient(SortedMap<String, byte[]> contents) throws IOException {
    MessageDigest digest = sha256();
    contents.forEach(
        (name, bytes) -> {
          digest.update(name.getBytes(StandardCharsets.UTF_8));
          digest.update(bytes);
        });
    version = HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_CHARACTERS);
    tag = "\"" + version + "\"";
    for (Map.Entry<String, byte[]> content : contents.entrySet()) {
      String name = content.getKey();
      byte[] bytes = name.equals(PAGE) ? withVersion(content.getValue()) : content.getValue();
      ContentType type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
      files.put(name, file(Objects.requireNonNull(type, name), bytes));
    }
  }

  /** Reads the files from where the program is, a jar or a folder. */
  static WebClient load() throws IOException {
    URI where = URI.create(String.valueOf(WebClient.class.getResource(FOLDER)));
    if (!where.getScheme().equals("jar")) {
      return new WebClient(contents(Path.of(where)));
    }
    try (FileSystem jar = FileSystems.newFileSystem(where, Map.of())) {
      return new WebClient(contents(jar.getPath(FOLDER)));
    }
  }

  private static SortedMap<String, byte[]> contents(Path folder) throws IOException {
    SortedMap<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> listed = Files.list(folder)) {
      for (Path file : listed.toList()) {
        contents.put(file.getFileName().toString(), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  private byte[] withVersion(byte[] page) {
    return new String(page, StandardCharsets.UTF_8)
        .replace(VERSION_HERE, version)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static WebFile file(ContentType type, byte[] bytes) throws IOException {
    return new WebFile(HttpEntities.create(type, bytes), HttpEntities.create(type, packed(bytes)));
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(packed)) {
      gzip.write(bytes);
    }
    return packed.toByteArray();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The page itself. */
  HttpResponse page(HttpRequest request) {
    HttpResponse response =
        request.getHeader("If-None-Match").map(HttpHeader::value).filter(tag::equals).isPresent()
            ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
            : response(request, files.get(PAGE));
    return response
        .addHeader(RawHeader.create("ETag", tag))
        .addHeader(RawHeader.create("Cache-Control", "no-cache"))
        .addHeader(RawHeader.create("Content-Security-Policy", POLICY))
        .addHeader(RawHeader.create("Cross-Origin-Opener-Policy", "same-origin"));
  }

  /** What the page loads. Another version than this one's is gone. */
  HttpResponse file(HttpRequest request, String asked, String name) {
    WebFile file = asked.equals(version) ? files.get(name) : null;
    HttpResponse response = response(request, file);
    return file == null ? response : response.addHeader(RawHeader.create("Cache-Control", KEEP));
  }

  private static HttpResponse response(HttpRequest request, @Nullable WebFile file) {
    if (file == null) {
      return HttpResponse.create().withStatus(StatusCodes.NOT_FOUND);
    }
    boolean packs =
        request.getHeader("Accept-Encoding").map(HttpHeader::value).orElse("").contains("gzip");
    HttpResponse response =
        HttpResponse.create().addHeader(RawHeader.create("Vary", "Accept-Encoding"));
    return packs
        ? response.addHeader(RawHeader.create("Content-Encoding", "gzip")).withEntity(file.packed())
        : response.withEntity(file.plain());
  }
}
