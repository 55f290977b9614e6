import { createRoot } from 'react-dom/client';
import { createBrowserRouter, RouterProvider } from 'react-router';
import { startI18n } from '../providers/i18n';
import { routes } from './routes';
import './styles.css';
import { en } from './words.en';
import { zh } from './words.zh';

startI18n({ zh, en });
const root = document.getElementById('root');
// A data router: only it can hold a navigation back while the leave guard asks.
if (root) createRoot(root).render(<RouterProvider router={createBrowserRouter(routes)} />);
