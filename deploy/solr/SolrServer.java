import java.nio.file.Path;
import java.util.Properties;
import org.apache.solr.embedded.JettyConfig;
import org.apache.solr.embedded.JettySolrRunner;

/** Starts a genuine Solr on the loopback interface: {@code java -cp 'lib/*' SolrServer.java HOME PORT}. */
public class SolrServer {
    public static void main(String[] args) throws Exception {
        Path home = Path.of(args[0]).toAbsolutePath();
        int port = Integer.parseInt(args[1]);
        JettyConfig jetty = JettyConfig.builder().setContext("/solr").setPort(port).stopAtShutdown(true).build();
        // The runner itself binds 127.0.0.1 only.
        new JettySolrRunner(home.toString(), new Properties(), jetty).start();
        System.out.println("Solr listens on 127.0.0.1:" + port);
    }
}
