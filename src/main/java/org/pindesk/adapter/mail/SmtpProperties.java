package org.pindesk.adapter.mail;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Properties;
import javax.net.ssl.SSLSocketFactory;
import org.pindesk.adapter.mail.SmtpSettings.Security;

/** The library's properties, the same for every letter. */
final class SmtpProperties {
    private final SmtpSettings settings;

    SmtpProperties(SmtpSettings settings) {
        this.settings = settings;
    }

    Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("mail.debug", "false");
        // what EHLO says: not this machine's name
        properties.setProperty("mail.smtp.localhost", settings.from().domain());
        properties.setProperty("mail.smtp.from", settings.from().address());
        properties.setProperty("mail.smtp.auth", String.valueOf(settings.account() != null));
        properties.setProperty("mail.smtp.auth.mechanisms", "PLAIN LOGIN");
        boolean startTls = settings.server().security() == Security.STARTTLS;
        properties.setProperty("mail.smtp.starttls.enable", String.valueOf(startTls));
        properties.setProperty("mail.smtp.starttls.required", String.valueOf(startTls));
        properties.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        properties.put("mail.smtp.ssl.socketFactory", new Layered());
        // a goodbye that is not answered must not cost the letter
        properties.setProperty("mail.smtp.quitwait", "false");
        properties.setProperty("mail.smtp.quitonsessionreject", "false");
        return properties;
    }

    /** TLS over the connection that stands, after STARTTLS: to the host as configured, trusted as configured. */
    private final class Layered extends SSLSocketFactory {
        @Override
        public Socket createSocket(Socket below, String host, int port, boolean autoClose) throws IOException {
            return settings.trust().over(below, settings.server().host(), port);
        }

        @Override
        public String[] getDefaultCipherSuites() {
            return new String[0];
        }

        @Override
        public String[] getSupportedCipherSuites() {
            return new String[0];
        }

        @Override
        public Socket createSocket(String host, int port) throws IOException {
            throw notHere();
        }

        @Override
        public Socket createSocket(String host, int port, InetAddress from, int fromPort) throws IOException {
            throw notHere();
        }

        @Override
        public Socket createSocket(InetAddress host, int port) throws IOException {
            throw notHere();
        }

        @Override
        public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) throws IOException {
            throw notHere();
        }

        private IOException notHere() {
            return new IOException("connections are made elsewhere");
        }
    }
}
